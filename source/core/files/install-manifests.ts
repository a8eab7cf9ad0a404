import type {FileManifest} from '../events.ts';

/** Files that say what is to be installed, in whatever language. */
const manifests = [
	/^(?:package|package-lock|npm-shrinkwrap|composer)\.json$/,
	/^(?:yarn|poetry|uv|pdm|bun|Pipfile|Gemfile|Cargo|composer)\.lock$/,
	/^(?:requirements|constraints)[^/]*\.(?:txt|in)$/,
	/^(?:pyproject|Cargo)\.toml$/,
	/^pnpm-(?:lock|workspace)\.yaml$/,
	/^environment\.ya?ml$/,
	/^setup\.(?:py|cfg)$/,
	/^go\.(?:mod|sum)$/,
	/^(?:\.npmrc|Pipfile|Gemfile|Makefile)$/,
];

/** Of a file set, what an install command depends on: what says what to install, and what the command names. */
export function installManifests(words: readonly string[], files: FileManifest): FileManifest {
	const named = new Set(words.map(word => word.replace(/^(?:\.\/)+/, '')));
	const isOne = (path: string) => {
		const name = path.slice(path.lastIndexOf('/') + 1);
		return named.has(path) || manifests.some(manifest => manifest.test(name));
	};
	return Object.fromEntries(Object.entries(files).filter(([path]) => isOne(path)));
}
