/**
 * Records the demo's cassette: runs the engineering pipeline for real against a scripted server that tells the
 * story in scripts/demo, and keeps the log. Run it with `npm run record:demo` after a change of a prompt, of
 * the pipeline or of the story; `npm test` says when that is due.
 */
import {execFile} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {startModelServer} from '../test/helpers/model-server.ts';

const root = join(import.meta.dirname, '..');
const story = join(import.meta.dirname, 'demo');
const {request, modification} = JSON.parse(await readFile(join(story, 'story.json'), 'utf8')) as {
	request: string;
	modification: string;
};
const names = (await readdir(join(story, 'answers'))).sort();
const answers = await Promise.all(names.map(name => readFile(join(story, 'answers', name), 'utf8')));

/** Tokens as a stream sends them: words with the space before them, or line breaks. */
const tokensOf = (text: string) => text.match(/\s*\S+|\s+$/g) ?? [text];

const server = await startModelServer(({n}) => {
	const text = answers[n - 1];
	if (text === undefined)
		return {status: 500, json: {error: {message: `the story has ${answers.length} answers`}}};
	return {
		text,
		chunks: tokensOf(text),
		// What such texts amount to, at about four characters a token.
		usage: {prompt_tokens: 1200 + 300 * n, completion_tokens: Math.ceil(text.length / 4)},
		delayMs: 900,
		gate: i => (i % 4 === 0 ? new Promise(resolve => setTimeout(resolve, 8)) : undefined),
	};
});

const folder = await mkdtemp(join(tmpdir(), 'orchestrai-record-'));
try {
	await writeFile(
		join(folder, 'orchestrai.yml'),
		'roles: {small: gpt-6-luna, medium: gpt-6.1-terra, large: gpt-6.1-sol}\n',
	);
	const {stderr} = await promisify(execFile)(
		process.execPath,
		[
			...[join(root, 'dist/main.js'), 'run', 'engineering', '--headless', '--yes', '--base-url', server.url],
			...['--request', request, '--answer', `modified_codebase=${modification}`],
		],
		{cwd: folder, env: {...process.env, ORCHESTRAI_CONFIG_DIR: join(folder, 'config'), OPENAI_API_KEY: ''}},
	);
	process.stderr.write(stderr);
	const [run] = (await readdir(join(folder, 'runs'))).filter(name => !name.startsWith('.'));
	const log = await readFile(join(folder, 'runs', run!, 'memory_log.json'), 'utf8');
	// The address of a server that is gone, and a folder that is gone, would only mislead.
	const cleaned = log.replaceAll(`"${server.url}"`, 'null').replaceAll(folder, '');
	await writeFile(join(root, 'pipelines/engineering.cassette.json'), cleaned);
	process.stderr.write(`${answers.length} answers recorded, ${cleaned.length} characters\n`);
} finally {
	await server.close();
	await rm(folder, {recursive: true, force: true});
}
