import {join} from 'node:path';
import {expect, test} from 'vitest';
import {UsageError} from '../../../source/commands/command.ts';
import {chooseAnswering} from '../../../source/commands/run/choose-answering.ts';
import {readRunFlags} from '../../../source/commands/run/flags.ts';
import {readSettings} from '../../../source/io/library/settings.ts';
import {canaryKey} from '../../helpers/canary.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const python = JSON.stringify({
	agent_start_time: 1,
	pipeline_name: 'x',
	actions: [{module: 'enhancer', input: 'a clock', output: 'a better clock'}],
});

async function choose(
	cassette: string | null,
	raw: Record<string, unknown>,
	environment = {},
	files: Record<string, string> = {},
) {
	const folder = makeFolder({'python.json': python, 'p.yml': 'pipeline: []', ...files});
	const config = {ORCHESTRAI_CONFIG_DIR: join(folder, '.config')};
	const settings = await readSettings({folder, environment: {...config, ...environment}, trusted: false});
	return chooseAnswering(settings, readRunFlags(raw), {
		cassette: cassette === null ? null : join(folder, cassette),
		record: raw.record === true,
		strict: raw.cassetteMatch === 'strict',
		pace: 'instant',
		folder: null,
	});
}

const key = {OPENAI_API_KEY: canaryKey('own')};

test.for<[string, string | null, Record<string, unknown>, string]>([
	[
		'without a file',
		null,
		{record: true},
		'--record adds to a recording: name its file with --cassette FILE.',
	],
	[
		'with loose matching',
		'new.json',
		{record: true, cassetteMatch: 'loose'},
		'nothing for --cassette-match loose',
	],
	[
		'into the log of a run',
		'runs/2026-11-22_14-03-11_p/memory_log.json',
		{record: true},
		'memory_log.json is the log of a run, which stays as it is. Copy it first: cp ',
	],
	['into a log of the Python version', 'python.json', {record: true}, 'Record into a new file.'],
	['into a file that is none', 'p.yml', {record: true}, 'is not a memory log'],
])('To record %s is refused with what to do.', async ([, cassette, raw, sentence]) => {
	const chosen = choose(cassette, raw, key);
	await expect(chosen).rejects.toThrow(sentence);
	await expect(chosen).rejects.toBeInstanceOf(UsageError);
});

test.for<[string, string]>([
	['orchestrai.yml', 'base_url: http://127.0.0.1:9/v1'],
	['orchestrai.yml', 'providers: [{name: here, base_url: "http://127.0.0.1:9/v1"}]'],
	['.env', 'OPENAI_BASE_URL=http://127.0.0.1:9/v1'],
])(
	'Where only an endpoint of an untrusted folder could be asked, that is what is told: %s, %s',
	async ([file, text]) => {
		await expect(choose(null, {}, {}, {[file]: text})).rejects.toThrow(
			`there is no model to ask: an endpoint stands in ${file}, which is not used until this folder is trusted. Add --trust,`,
		);
	},
);

test('To record needs a model; to rehearse needs none, and a recording that is not there is told.', async () => {
	await expect(choose('new.json', {record: true})).rejects.toThrow('there is no model to ask');
	expect((await choose('python.json', {})).model.kind).toBe('recorded');
	await expect(choose('new.json', {})).rejects.toThrow('There is no memory log at');
	const both = await choose('new.json', {record: true}, key);
	expect(both.model.kind).toBe('live');
	expect(both.recordInto).toMatch(/new\.json$/);
});
