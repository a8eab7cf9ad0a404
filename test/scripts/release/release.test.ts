/** The release script in a repository of its own, with an npm that writes down what it was asked for. */
import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {expect, test} from 'vitest';
import {plainEnvironment} from '../../helpers/plain-environment.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const script = join(import.meta.dirname, '../../../scripts/release.ts');
const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- It runs.\n';
const npm = `#!/bin/sh
echo "npm $*" >> "$NPM_LOG"
if [ "$*" = "$NPM_FAILS" ]; then exit 3; fi
if [ "$1" = pack ]; then echo demo-$(grep -o '"version": "[^"]*"' package.json | cut -d'"' -f4).tgz; fi
`;

type Project = {
	folder: string;
	release(args: string[], fails?: string): {status: number | null; said: string};
	git(...args: string[]): string;
	asked(): string[];
	read(file: string): string;
};

function aProject({
	version = '0.1.0',
	log = changelog,
	released = true,
}: {
	version?: string;
	log?: string;
	released?: boolean;
} = {}): Project {
	const around = makeFolder();
	const folder = join(around, 'project');
	const bin = join(around, 'bin');
	const asked = join(around, 'asked');
	for (const each of [folder, bin]) mkdirSync(each);
	writeFileSync(join(bin, 'npm'), npm);
	chmodSync(join(bin, 'npm'), 0o755);
	const env = (fails = '') =>
		plainEnvironment({
			PATH: [bin, process.env.PATH].join(delimiter),
			NPM_LOG: asked,
			NPM_FAILS: fails,
			GIT_CONFIG_GLOBAL: '/dev/null',
			GIT_CONFIG_SYSTEM: '/dev/null',
			GIT_AUTHOR_NAME: 'Ada',
			GIT_AUTHOR_EMAIL: 'ada@example.org',
			GIT_COMMITTER_NAME: 'Ada',
			GIT_COMMITTER_EMAIL: 'ada@example.org',
		});
	const git = (...args: string[]) =>
		execFileSync('git', args, {cwd: folder, env: env(), encoding: 'utf8', stdio: 'pipe'}).trim();
	const manifest = {name: 'demo', version, private: true, type: 'module'};
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	const lock = {
		name: 'demo',
		version,
		lockfileVersion: 3,
		packages: {'': {name: 'demo', version}, 'node_modules/x': {version}},
	};
	writeFileSync(join(folder, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
	writeFileSync(join(folder, 'CHANGELOG.md'), log);
	writeFileSync(join(folder, '.gitignore'), '*.tgz\n');
	git('init', '--quiet', '--initial-branch', 'main');
	git('add', '.');
	git('commit', '--quiet', '--message', 'Begin');
	execFileSync('git', ['init', '--quiet', '--bare', join(around, 'origin')], {env: env()});
	git('remote', 'add', 'origin', join(around, 'origin'));
	git('push', '--quiet', '--set-upstream', 'origin', 'main');
	if (released) git('tag', `v${version}`);
	return {
		folder,
		git,
		release(args, fails) {
			const {status, stdout, stderr} = spawnSync(process.execPath, [script, ...args], {
				cwd: folder,
				env: env(fails),
				encoding: 'utf8',
			});
			return {status, said: stdout + stderr};
		},
		asked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []),
		read: file => readFileSync(join(folder, file), 'utf8'),
	};
}

test('A release is checked, tested, written, committed, tagged and packed, and says how it is published.', () => {
	const {release, git, asked, read} = aProject();
	expect(release(['minor'])).toMatchObject({
		status: 0,
		said: expect.stringMatching(
			/0\.2\.0 is committed[\s\S]*git push --follow-tags\n {2}npm publish --access public/,
		),
	});
	expect(asked()).toEqual(['npm run check', 'npm test', 'npm pack']);
	expect(JSON.parse(read('package.json'))).toEqual({name: 'demo', version: '0.2.0', type: 'module'});
	expect(JSON.parse(read('package-lock.json'))).toMatchObject({
		version: '0.2.0',
		packages: {'': {version: '0.2.0'}, 'node_modules/x': {version: '0.1.0'}},
	});
	expect(read('CHANGELOG.md')).toMatch(
		/## \[Unreleased\]\n\n## \[0\.2\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- It runs\.\n/,
	);
	expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
	expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
	expect(git('status', '--porcelain')).toBe('');
	expect(git('ls-remote', 'origin')).not.toContain('v0.2.0');
});

test('With --publish it is pushed with its tag, and given to npm; a first release takes the version that is there, or a later one.', () => {
	const {release, git, asked, read} = aProject({released: false});
	expect(release(['minor']).said).toContain('0.1.0, which package.json has, was never released: name it');
	expect(release(['0.1.0', '--publish'])).toMatchObject({
		status: 0,
		said: expect.stringContaining('demo 0.1.0 is released.'),
	});
	expect(asked()).toEqual(['npm run check', 'npm test', 'npm pack', 'npm publish --access public']);
	expect(git('ls-remote', 'origin')).toContain('refs/tags/v0.1.0');
	expect(JSON.parse(read('package.json'))).not.toHaveProperty('private');
	expect(release(['0.1.0']).said).toContain('0.1.0 is released already');
});

test('A dry run tells what it would do, and does none of it.', () => {
	const {release, git, asked, read} = aProject();
	const before = git('rev-parse', 'HEAD');
	const {status, said} = release(['patch', '--dry-run']);
	expect(status).toBe(0);
	for (const word of ['0.1.1', 'npm run check', 'v0.1.1', 'npm publish', 'Nothing was done.'])
		expect(said).toContain(word);
	expect(asked()).toEqual([]);
	expect([git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')]).toEqual([
		before,
		'v0.1.0',
		'',
	]);
	expect(JSON.parse(read('package.json')).version).toBe('0.1.0');
});

test('What is not to be released is refused with a sentence, and nothing is changed.', () => {
	const project = aProject();
	const {release, git, folder, asked} = project;
	const refuses = (args: string[], sentence: string) => {
		const {status, said} = release(args);
		expect(said).toContain(`release: ${sentence}`);
		expect(said).not.toContain('    at ');
		expect(status).toBe(1);
	};
	refuses([], 'Say which version: `npm run release -- minor`');
	refuses(['minr'], '`minr` is no version');
	refuses(['0.0.9'], '0.0.9 comes before 0.1.0');
	refuses(['1.0'], '`1.0` is no version');
	refuses(['minor', 'patch'], 'One version at a time');
	refuses(['minor', '--force'], "Unknown option '--force'");
	writeFileSync(join(folder, 'new.txt'), '');
	refuses(['minor'], 'There are changes that are not committed');
	git('add', '.');
	git('commit', '--quiet', '--message', 'More');
	git('switch', '--quiet', '--create', 'other');
	refuses(['minor'], 'This is the branch other');
	git('switch', '--quiet', 'main');
	git('tag', 'v0.2.0');
	refuses(['minor'], 'The tag v0.2.0 is there already');
	for (const [log, sentence] of [
		['# Changelog\n', 'CHANGELOG.md has no heading'],
		[
			'# Changelog\n\n## [Unreleased]\n\n### Added\n\n## [0.1.0] - 2026-11-01\n\n- It runs.\n',
			'CHANGELOG.md says nothing',
		],
		[`${changelog}\n## [0.1.1] - 2026-11-01\n\n- More.\n`, 'CHANGELOG.md has a heading for 0.1.1 already'],
	]) {
		writeFileSync(join(folder, 'CHANGELOG.md'), log!);
		git('commit', '--quiet', '--all', '--message', 'Change the changelog');
		refuses(['patch'], sentence!);
	}

	expect(asked()).toEqual([]);
	expect(git('tag')).toBe('v0.1.0\nv0.2.0');
});

test('Where a step fails it says how far it came and what is left to do.', () => {
	const checks = aProject();
	expect(checks.release(['minor'], 'test').said).toContain(
		'`npm test` failed (exit code 3). Nothing was changed',
	);
	expect(checks.asked()).toEqual(['npm run check', 'npm test']);
	expect([checks.git('tag'), checks.git('status', '--porcelain')]).toEqual(['v0.1.0', '']);

	const publishes = aProject();
	const {status, said} = publishes.release(['minor', '--publish'], 'publish --access public');
	expect(status).toBe(1);
	expect(said).toContain(
		'0.2.0 is committed and tagged here. Mend it, then, pushed already: npm publish --access public',
	);
	expect(publishes.git('ls-remote', 'origin')).toContain('refs/tags/v0.2.0');
});
