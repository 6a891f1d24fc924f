const FORM = 'application/x-www-form-urlencoded';

/** A form's or a query's fields; undefined when one comes twice, which OAuth forbids. */
export const readFields = (params: URLSearchParams): Map<string, string> | undefined => {
  const fields = new Map(params);
  return fields.size === params.size ? fields : undefined;
};

/** The fields of a form that was posted; undefined for anything else. */
export const readForm = async (request: Request): Promise<Map<string, string> | undefined> => {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === FORM ? readFields(new URLSearchParams(await request.text())) : undefined;
};
