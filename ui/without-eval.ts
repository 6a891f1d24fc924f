// Zod would see whether it may compile its schemas with `new Function`, which the content security policy
// forbids and reports. It reads this when the first schema is made, which comes with a later script.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
