// Which pages there are. What depends on the figures of a release (a goal without any, say) is found by asking the site.
import assert from 'node:assert/strict';

/** The addresses in a page's text, without their language: hrefs('…', 'goals') gives "goals/1", "goals/2" … */
export function hrefs(text, folder) {
  const found = new Set();
  for (const [, path] of text.matchAll(new RegExp(`href="/[a-z]{2}/(${folder}/[^"?#]+)"`, 'g'))) found.add(path);
  return [...found];
}

/** Every goal, area, indicator, country and group page, without language. */
export async function allPages(site) {
  const [areas, indicators, countries] = await Promise.all(['areas', 'indicators', 'countries'].map(async (name) => (await site.get(`/en/${name}`)).text));
  return {
    areas: hrefs(areas, 'areas'),
    goals: hrefs(areas, 'goals'),
    indicators: hrefs(indicators, 'indicators'),
    countries: hrefs(countries, 'countries'),
    fixed: ['', 'areas', 'indicators', 'countries', 'compare', 'data', 'methods', 'about'],
  };
}

/** The first of `paths` whose page passes `test`. */
async function find(site, paths, test) {
  for (const path of paths) {
    const { text } = await site.get(`/en/${path}`);
    if (test(text)) return path;
  }
  return assert.fail(`none of ${paths.length} pages is of the kind that is looked for`);
}

/** One page of every kind: {name, path, status}; `path` follows the language. */
export async function kindsOfPages(site) {
  const all = await allPages(site);
  const hasFigure = (text) => text.includes('<figure');
  const withFigures = await find(site, all.indicators, (text) => (text.match(/<figure/g) ?? []).length > 1);
  const id = withFigures.split('/')[1];
  const group = all.countries.find((path) => path.includes('_'));
  const two = `compare?i=${id}&c=BRA&c=URY`;
  const seven = `compare?i=${id}${['ARG', 'BRA', 'CHL', 'COL', 'MEX', 'PER', 'URY'].map((code) => `&c=${code}`).join('')}`;
  return [
    { name: 'home', path: '' },
    { name: 'areas', path: 'areas' },
    { name: 'area', path: all.areas[0] },
    { name: 'goal with figures', path: await find(site, all.goals, hasFigure) },
    { name: 'goal without figures', path: await find(site, all.goals, (text) => !hasFigure(text)) },
    { name: 'indicators', path: 'indicators' },
    { name: 'indicator with figures', path: withFigures },
    { name: 'indicator without figures', path: await find(site, all.indicators, (text) => !hasFigure(text)) },
    { name: 'countries', path: 'countries' },
    { name: 'country', path: 'countries/BRA' },
    { name: 'group', path: group },
    { name: 'comparison, nothing chosen', path: 'compare' },
    { name: 'comparison of two', path: two },
    { name: 'comparison of seven', path: seven },
    { name: 'data', path: 'data' },
    { name: 'copies', path: 'offline' },
    { name: 'methods', path: 'methods' },
    { name: 'about', path: 'about' },
    { name: 'no such page', path: 'goals/4000', status: 404 },
  ].map((kind) => ({ status: 200, ...kind }));
}
