import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {dateUnreleased, sectionOf} from '../../../scripts/release/changelog.ts';

const own = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');

const log = `# Changelog

## [Unreleased]

- New.

## [1.0.0] - 2026-11-01

- Old.

[1.0.0]: https://example.org
`;

test('What stands under a version ends at the next heading, or at the links below.', () => {
	expect(sectionOf(log, 'Unreleased')).toBe('- New.');
	expect(sectionOf(log, '1.0.0')).toBe('- Old.');
	expect(sectionOf(log, '1.0')).toBeNull();
});

test('What is unreleased gets a version and a day, and leaves an empty heading for what comes.', () => {
	const dated = dateUnreleased(log, '1.1.0', '2026-12-01');
	expect(sectionOf(dated, 'Unreleased')).toBe('');
	expect(sectionOf(dated, '1.1.0')).toBe('- New.');
	expect(sectionOf(dated, '1.0.0')).toBe('- Old.');
});

test('The project’s own changelog can be released.', () => {
	const unreleased = sectionOf(own, 'Unreleased');
	expect(unreleased).not.toBeNull();
	if (unreleased !== '')
		expect(dateUnreleased(own, '99.0.0', '2099-01-01')).toContain('## [99.0.0] - 2099-01-01');
});
