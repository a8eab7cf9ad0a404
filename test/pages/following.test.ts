/** Who follows a page gets what it says. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {parse} from 'yaml';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {fencesOf} from './fences.ts';
import {follow, openShell} from './follow.ts';

/** What the person has set up for any run. */
const settings = {'orchestrai.yml': 'roles: {small: m, medium: m, large: m}\n', '.gitignore': '.config\n'};

const author = {
	GIT_AUTHOR_NAME: 'Ada',
	GIT_AUTHOR_EMAIL: 'ada@example.org',
	GIT_COMMITTER_NAME: 'Ada',
	GIT_COMMITTER_EMAIL: 'ada@example.org',
};

test('Who gets started as the page says comes to a module that is tested, a recording that is kept, and a rehearsal that asks nobody; a changed prompt then fails it.', async () => {
	const server = await startModelServer(({n}) => ({text: `Title ${n}\nA longer title ${n}`}));
	onTestFinished(() => server.close());
	const folder = makeFolder(settings);
	const key = canaryKey('own');
	const shell = openShell(folder, {OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key, ...author});

	const page = 'docs/getting-started.md';
	const outcomes = await follow(page, folder, shell);
	expect(outcomes.at(-1)).toMatchObject({stdout: ''});
	// Recorded once: an outline, objections, titles. The rehearsal asked nobody.
	expect(server.requests).toHaveLength(3);
	expect(server.requests.at(-1)!.body.messages[0]!.content).toContain('You find titles.');
	expect(readFileSync(join(folder, 'tests/talk.cassette.json'), 'utf8')).not.toContain(key);

	// What CI does is what was done by hand, and what it would say of a change.
	const workflow = fencesOf(page).find(({text}) => text.startsWith('name: pipelines'));
	const {jobs} = parse(workflow!.text) as {jobs: {rehearse: {steps: {run?: string}[]}}};
	const [install, cage, ...steps] = jobs.rehearse.steps.flatMap(({run}) => run ?? []);
	expect(install).toBe('npm ci && npm link');
	// What a module runs has a cage there.
	expect(cage).toContain('apt-get install --yes bubblewrap');
	const inCi = steps.join('\n');
	expect(await shell(inCi)).toMatchObject({code: 0});
	expect((await shell("sed -i.before 's/five/six/' system_prompts/headline.md")).code).toBe(0);
	const changed = await shell(inCi);
	expect(changed).toMatchObject({code: 1});
	expect(changed.stdout).toContain(
		'The system prompt differs in system_prompts/headline.md at line 1: recorded “You find titles. Answer with five',
	);
	expect(server.requests).toHaveLength(3);
}, 60_000);

test('The modules of docs/writing-modules.md pass the tests that it shows.', async () => {
	const folder = makeFolder();
	const shell = openShell(folder);
	expect((await shell('orchestrai new module any')).code).toBe(0);
	const outcomes = await follow('docs/writing-modules.md', folder, shell);
	expect(outcomes).toHaveLength(1);
}, 60_000);

test('What docs/automation.md has the shell do ends as the shell is used to.', async () => {
	const server = await startModelServer(({n}) => ({text: `Answer ${n}, on bread.`}));
	onTestFinished(() => server.close());
	const [talk] = fencesOf('docs/writing-pipelines.md').filter(({option}) => option('file') === 'talk.yml');
	const folder = makeFolder({...settings, 'talk.yml': talk!.text, 'task.md': 'A talk on bread'});
	const shell = openShell(folder, {OPENAI_BASE_URL: server.url, OPENAI_API_KEY: canaryKey('own')});
	const outcomes = await follow('docs/automation.md', folder, shell);
	expect(outcomes.length).toBeGreaterThan(2);
	expect(outcomes[0]!.stdout).toContain('resume');
}, 60_000);
