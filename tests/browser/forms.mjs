// The forms of a page as its HTML has them, to be filled in by a program.
const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const plain = (text) => text.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => entities[entity]);
const attribute = (tag, name) => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag);
  return found ? plain(found[1]) : null;
};

/** {action, fields: [{name, type, value, codes, most}], buttons: [{name, value}]}; a group of radio buttons or boxes is one field. Forms that are sent by GET are left out. */
export function forms(html) {
  const out = [];
  for (const [, head, body] of html.matchAll(/<form([^>]*)>([^]*?)<\/form>/g)) {
    if (attribute(head, 'method') !== 'post') continue;
    const fields = [];
    for (const [tag] of body.matchAll(/<input [^>]*>/g)) {
      const one = { name: attribute(tag, 'name'), type: attribute(tag, 'type') ?? 'text', value: attribute(tag, 'value') ?? '', most: Number(attribute(tag, 'maxlength') ?? Infinity) };
      if (one.type !== 'radio' && one.type !== 'checkbox') fields.push(one);
      else if (fields.some(({ name }) => name === one.name)) fields.find(({ name }) => name === one.name).codes.push(one.value);
      else fields.push({ ...one, codes: [one.value] });
    }
    for (const [, tag, value] of body.matchAll(/<textarea([^>]*)>([^]*?)<\/textarea>/g)) fields.push({ name: attribute(tag, 'name'), type: 'textarea', value: plain(value), most: Number(attribute(tag, 'maxlength') ?? Infinity) });
    for (const [, tag, options] of body.matchAll(/<select([^>]*)>([^]*?)<\/select>/g)) {
      const codes = [...options.matchAll(/<option value="([^"]*)"/g)].map(([, code]) => plain(code));
      fields.push({ name: attribute(tag, 'name'), type: 'select', codes, value: plain(/<option value="([^"]*)" selected/.exec(options)?.[1] ?? codes[0] ?? '') });
    }
    const buttons = [...body.matchAll(/<button([^>]*)>/g)].map(([, tag]) => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') ?? '' }));
    out.push({ action: attribute(head, 'action'), fields, buttons });
  }
  return out;
}

/** The addresses on this site that a page leads to, without what follows "#". */
export const leads = (html) => [...new Set([...html.matchAll(/ href="(\/[^"#]*)/g)].map(([, href]) => plain(href)))];
