/** CHANGELOG.md, in the form of keepachangelog.com: what is not released yet stands under `## [Unreleased]`. */

const heading = '## [Unreleased]';

/** What stands under the heading of a version, or of what is unreleased; null if there is no such heading. */
export function sectionOf(changelog: string, version: string): string | null {
	const lines = changelog.split('\n');
	const start = lines.findIndex(line => line === `## [${version}]` || line.startsWith(`## [${version}] - `));
	if (start === -1) return null;
	const length = lines.slice(start + 1).findIndex(line => /^## |^\[[^\]]+\]: /.test(line));
	return lines
		.slice(start + 1, length === -1 ? undefined : start + 1 + length)
		.join('\n')
		.trim();
}

/** What is unreleased becomes this version, of this day. Throws with a sentence where there is nothing. */
export function dateUnreleased(changelog: string, version: string, day: string): string {
	const text = sectionOf(changelog, 'Unreleased');
	if (text === null)
		throw new Error(`CHANGELOG.md has no heading \`${heading}\`: add it, and below it what changed.`);
	// A heading such as `### Added` alone says nothing.
	if (text.replace(/^#+ .*$/gm, '').trim() === '')
		throw new Error(
			`CHANGELOG.md says nothing under \`${heading}\`: write there what changed since the last release.`,
		);
	if (sectionOf(changelog, version) !== null)
		throw new Error(
			`CHANGELOG.md has a heading for ${version} already: release another version, or remove it.`,
		);
	return changelog.replace(heading, `${heading}\n\n## [${version}] - ${day}`);
}
