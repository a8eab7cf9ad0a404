import {pathToFileURL} from 'node:url';
import {expect, test} from 'vitest';
import {bundle} from '../../../source/io/library/assets.ts';
import {locateError} from '../../../source/io/library/locate-error.ts';

function thrownAt(...places: string[]): Error {
	const error = new Error('lost');
	error.stack = ['Error: lost', ...places.map(place => `    at ${place}`)].join('\n');
	return error;
}

const inModule = `run (${pathToFileURL('/a/modules/m.mjs')}?v=1:5:12)`;
const inPackage = pathToFileURL('/a/node_modules/p/index.js:1:1').href;
const inApp = `${pathToFileURL(`${bundle.root}/dist/cli.js`)}:1:1`;

test('Without a folder, the place is the first that is neither a package’s nor Node’s, unless the app comes first.', () => {
	const place = {file: '/a/modules/m.mjs', line: 5, column: 12};
	expect(locateError(thrownAt('node:internal/timers:1:1', inPackage, inModule), null)).toEqual(place);
	expect(locateError(thrownAt(inApp, inModule), null)).toBe(null);
	expect(locateError(thrownAt('file://elsewhere/x:1:1', inModule), null)).toEqual(place);
	expect(locateError(new Error('of the app'), null)).toBe(null);
});

test('A stack that a module made up takes no time.', {timeout: 20_000}, () => {
	expect(locateError(thrownAt('file://'.repeat(200_000), '\t'.repeat(1e6)), null)).toBe(null);
	expect(locateError(thrownAt(...Array.from({length: 10_000}, () => 'file://'.repeat(500))), null)).toBe(
		null,
	);
});
