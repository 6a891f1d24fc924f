export const missingPatches: (root: string) => string[];
