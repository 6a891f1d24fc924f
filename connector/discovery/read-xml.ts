import sax, { type QualifiedTag, type Tag } from 'sax';

/** One element: its attributes, its text, and the elements in it. */
export type Element = {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
};

/** The format needs five. */
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 2_000;

/**
 * The root element of a well-formed document, `null` for anything else. A document type is refused
 * whatever it says, so there is no entity to expand and nothing to fetch; depth and number of
 * elements are bounded.
 */
export const readXml = (text: string): Element | null => {
  const document: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [document];
  let elements = 0;
  const refuse = () => {
    throw new Error('This is not a document we read.');
  };
  const begin = (tag: Tag | QualifiedTag) => {
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length > MAX_DEPTH) refuse();
    const attributes = plainly(tag.attributes);
    const element = { name: tag.name, attributes, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  const add = (text: string) => {
    const inside = open.at(-1);
    if (inside) inside.text += text;
  };
  const reader = Object.assign(sax.parser(true), {
    onerror: refuse,
    ondoctype: refuse,
    onsgmldeclaration: refuse,
    onopentag: begin,
    ontext: add,
    oncdata: add,
    onclosetag: () => void open.pop(),
  });
  try {
    reader.write(text.replace(/^\uFEFF/, '')).close();
  } catch {
    return null;
  }
  const [root, ...others] = document.children;
  return root && others.length === 0 ? root : null;
};

const plainly = (attributes: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
