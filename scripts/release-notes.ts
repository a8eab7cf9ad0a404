/** Prints what the changelog says of a version: `npm run --silent release:notes -- 1.2.3`; a tag's `v` may stand before it. */
import {readFileSync} from 'node:fs';
import {sectionOf} from './release/changelog.ts';

const version = (process.argv[2] ?? '').replace(/^v/, '');
const text = sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version);
if (text === null) {
	console.error(
		`CHANGELOG.md has no heading \`## [${version}]\`. Name a version that it has: npm run --silent release:notes -- X.Y.Z`,
	);
	process.exitCode = 1;
} else {
	console.log(text);
}
