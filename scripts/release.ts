/**
 * Makes a release without any work by hand: `npm run release -- minor` (or patch, major, X.Y.Z). Everything is checked
 * before anything is changed; then version and changelog are written, committed and tagged, and the package is packed.
 * `--dry-run` says what would be done; `--publish` also pushes, and publishes to npm.
 */
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {dateUnreleased} from './release/changelog.ts';
import {releasedLock, releasedManifest} from './release/manifests.ts';
import {nextVersion} from './release/next-version.ts';

const files = ['package.json', 'package-lock.json', 'CHANGELOG.md'] as const;

try {
	release(process.argv.slice(2));
} catch (error) {
	console.error(`release: ${(error as Error).message}`);
	process.exitCode = 1;
}

function release(argv: string[]): void {
	const {values, positionals} = readOptions(argv);
	const {name, version: current} = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
	if (positionals.length > 1) throw new Error(`One version at a time, not ${positionals.join(' and ')}.`);
	const version = nextVersion(current!, positionals[0], isTagged(current!));
	const tag = `v${version}`;
	refuseUntidy(tag);
	const day = new Date().toISOString().slice(0, 10);
	const [manifest, lock, changelog] = files.map(file => readFileSync(file, 'utf8')) as [
		string,
		string,
		string,
	];
	const written = [
		releasedManifest(manifest, version),
		releasedLock(lock, version),
		dateUnreleased(changelog, version, day),
	];

	const pushing = ['git', 'push', '--follow-tags'];
	const publishing = ['npm', 'publish', '--access', 'public'];
	if (values['dry-run']) {
		console.log(`${name} ${version} could be released. It would
  run      npm run check, npm test
  write    ${files.join(', ')} (${current} → ${version}, the changelog of ${day})
  commit   Release ${version}, tagged ${tag}
  pack     npm pack
  ${values.publish ? 'run    ' : 'say    '}  ${pushing.join(' ')}, ${publishing.join(' ')}
Nothing was done.`);
		return;
	}

	const unchanged = 'Nothing was changed: mend it, commit, and release again.';
	run(['npm', 'run', 'check'], unchanged);
	run(['npm', 'test'], unchanged);
	// Tests that leave something behind would have it released.
	refuseUntidy(tag);
	for (const [at, file] of files.entries()) writeFileSync(file, written[at]!);
	const takeBack = `\`git checkout -- ${files.join(' ')}\` takes the new version back.`;
	run(['git', 'add', ...files], takeBack);
	run(['git', 'commit', '--quiet', '--message', `Release ${version}`], `Mend it; ${takeBack}`);
	run(['git', 'tag', '--annotate', tag, '--message', `${name} ${version}`], untag(tag));
	run(['npm', 'pack'], untag(tag));
	if (values.publish) {
		const rest = `${version} is committed and tagged here. Mend it, then`;
		run(pushing, `${rest}: ${pushing.join(' ')} && ${publishing.join(' ')}`);
		run(publishing, `${rest}, pushed already: ${publishing.join(' ')}`);
		console.log(`${name} ${version} is released.`);
	} else {
		console.log(`${name} ${version} is committed, tagged and packed here. To give it to the world:
  ${pushing.join(' ')}
  ${publishing.join(' ')}
The first lets the release workflow publish it, where that has a token; the second does it from here.
To take it back: ${untagCommand(tag)}`);
	}
}

function readOptions(argv: string[]) {
	try {
		return parseArgs({
			args: argv,
			options: {'dry-run': {type: 'boolean'}, publish: {type: 'boolean'}},
			allowPositionals: true,
		});
	} catch (error) {
		throw new Error(`${(error as Error).message} Besides the version there are --dry-run and --publish.`);
	}
}

/** A release is made of what is committed on main, and of nothing else. */
function refuseUntidy(tag: string): void {
	const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
	if (branch !== 'main')
		throw new Error(`This is the branch ${branch}: releases are made on main. \`git switch main\`.`);
	const changes = git('status', '--porcelain');
	if (changes !== '')
		throw new Error(
			`There are changes that are not committed: commit them, or put them aside with \`git stash -u\`.\n${changes}`,
		);
	if (git('tag', '--list', tag) !== '')
		throw new Error(`The tag ${tag} is there already: name a later version.`);
}

function isTagged(version: string): boolean {
	return git('tag', '--list', `v${version}`) !== '';
}

function git(...args: string[]): string {
	const {status, stdout, stderr, error} = spawnSync('git', args, {encoding: 'utf8'});
	if (status === 0) return stdout.trim();
	throw new Error(`\`git ${args.join(' ')}\` failed: ${error?.message ?? stderr.trim()}`);
}

/** Shown as it goes. `next`: what to do if it fails. */
function run([command, ...args]: string[], next: string): void {
	console.log(`> ${[command, ...args].join(' ')}`);
	const {status, signal, error} = spawnSync(command!, args, {stdio: 'inherit'});
	if (status === 0) return;
	const how = error?.message ?? (signal === null ? `exit code ${status}` : `ended by ${signal}`);
	throw new Error(`\`${[command, ...args].join(' ')}\` failed (${how}). ${next}`);
}

function untag(tag: string): string {
	return `Mend it; \`${untagCommand(tag)}\` takes the release back.`;
}

function untagCommand(tag: string): string {
	return `git tag --delete ${tag}; git reset --hard HEAD~1`;
}
