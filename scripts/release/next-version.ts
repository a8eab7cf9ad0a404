/** Which version a release gets. */

type Version = [number, number, number];

const parts: readonly string[] = ['major', 'minor', 'patch'];

/**
 * `wanted`: `major`, `minor`, `patch`, or the version itself. Where the current one was never released it has to be named.
 * Throws with a sentence.
 */
export function nextVersion(current: string, wanted: string | undefined, released: boolean): string {
	if (wanted === undefined) throw new Error(`Say which version: ${howToSay}`);
	const before = read(current);
	if (before === null)
		throw new Error(`The version in package.json, ${current}, is not of the form X.Y.Z: mend it.`);
	const part: number = parts.indexOf(wanted);
	if (part !== -1 && !released)
		throw new Error(`${current}, which package.json has, was never released: name it, or a later one.`);
	if (part !== -1) return before.map((n, at) => (at < part ? n : at === part ? n + 1 : 0)).join('.');
	const named = read(wanted);
	if (named === null) throw new Error(`\`${wanted}\` is no version. Say ${howToSay}`);
	const order = compare(named, before);
	if (order > 0 || (order === 0 && !released)) return wanted;
	throw new Error(
		order === 0
			? `${wanted} is released already: name a later one, or minor or patch.`
			: `${wanted} comes before ${current}, which package.json has: name a later one, or minor or patch.`,
	);
}

const howToSay = '`npm run release -- minor`, `patch`, `major`, or the version itself, such as 1.2.3.';

function read(version: string): Version | null {
	const found = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version);
	return found && (found.slice(1).map(Number) as Version);
}

function compare(a: Version, b: Version): number {
	const at = a.findIndex((n, index) => n !== b[index]);
	return at === -1 ? 0 : a[at]! - b[at]!;
}
