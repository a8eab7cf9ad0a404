const versions = String.raw`(?:===?|~=|!=|<=?|>=?)[ \t]*[\w.*+!-]+`;
const condition = String.raw`[\w.]+[ \t]*(?:===?|~=|!=|<=?|>=?|in|not in)[ \t]*(?:"[\w. ,-]*"|'[\w. ,-]*')`;

/**
 * A distribution's name, extras, versions, and conditions on the environment: nothing that pip could run, or
 * fetch by its address.
 */
const plain = new RegExp(
	String.raw`^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)[ \t]*(?:\[[\w., \t-]*\])?[ \t]*(?:${versions}(?:[ \t]*,[ \t]*${versions})*)?(?:[ \t]*;[ \t]*${condition}(?:[ \t]+(?:and|or)[ \t]+${condition})*)?$`,
);

/** Pip takes what is named so for a file. */
const archive = /\.(?:whl|egg|zip|tar|gz|tgz|bz2|tbz2?|xz|txz|lz|tlz|lzma)$/i;

/** The lines of a requirements.txt without comments; `unusual`: those among them that are no plain names and versions. */
export function readRequirements(text: string): {lines: string[]; unusual: string[]} {
	const lines = text
		.split(/\r?\n/)
		.map(line => line.replace(/(^|\s)#.*$/, '').trim())
		.filter(line => line !== '');
	return {lines, unusual: lines.filter(line => !isPlain(line))};
}

/** The command that installs them: unusual ones by way of a file, since some are understood only there. */
export function pipCommand({lines, unusual}: {lines: readonly string[]; unusual: readonly string[]}): string {
	const what = unusual.length > 0 ? ['-r', 'requirements.txt'] : lines;
	return ['pip', 'install', '--only-binary', ':all:', ...what].join(' ');
}

function isPlain(line: string): boolean {
	const name = plain.exec(line)?.[1];
	return name !== undefined && !archive.test(name);
}
