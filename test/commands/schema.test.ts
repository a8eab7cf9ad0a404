import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {schema} from '../../source/commands/schema.ts';
import {callCommand} from '../helpers/call-command.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {schemaJudge, yamlJudge} from '../helpers/schema-judge.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

test('schema prints one of three, pipelines unless another is named, and offers the modules and prompts that are there.', async () => {
	const cwd = makeFolder({
		'modules/mine.mts': 'never imported',
		'system_prompts/haiku.md': 'You write haiku.',
	});
	const [usual, ...named] = await Promise.all(
		[[], ['pipeline'], ['settings'], ['log']].map(input => callCommand(schema, input, {}, {cwd})),
	);
	expect(usual).toMatchObject({code: 0, stderr: ''});
	expect(named[0]).toEqual(usual);
	const {properties} = JSON.parse(usual!.stdout);
	const offered = properties.pipeline.items.properties.module.anyOf[0].enum;
	expect(offered).toEqual(expect.arrayContaining(['debugger', 'engineer', 'haiku', 'mine', 'storyteller']));
	expect(offered).toEqual(offered.toSorted());
	expect(JSON.parse(named[1]!.stdout).properties).toHaveProperty('providers');
	expect(JSON.parse(named[2]!.stdout).definitions).toHaveProperty('memory_log');
	const words = named[2]!.stdout.match(/"[a-z]+[A-Z]\w*"/g);
	expect(new Set(words)).toEqual(new Set(['"additionalProperties"', '"anyOf"', '"oneOf"']));

	const wrong = await callCommand(schema, ['pipelines'], {}, {cwd});
	expect(wrong).toMatchObject({code: 2, stdout: ''});
	expect(wrong.stderr).toContain('Did you mean `pipeline`?');
});

test('With --write it is a file of the folder, written anew only when it changed, and nothing else is touched.', async () => {
	const cwd = makeFolder({'pipelines/tale.yml': 'pipeline: []\n'});
	const file = join(cwd, '.orchestrai/pipeline.schema.json');
	const written = await callCommand(schema, [], {write: true}, {cwd});
	expect(written).toMatchObject({code: 0, stdout: ''});
	expect(written.stderr).toContain('# yaml-language-server: $schema=../.orchestrai/pipeline.schema.json');
	expect(readdirSync(cwd).sort()).toEqual(['.orchestrai', 'pipelines']);
	expect(readdirSync(join(cwd, '.orchestrai'))).toEqual(['pipeline.schema.json']);
	expect(statSync(file).mode & 0o777).toBe(0o644 & ~process.umask());
	const {mtimeMs} = statSync(file);
	const again = await callCommand(schema, [], {write: true}, {cwd});
	expect(again.stderr).toContain('is as it should be');
	expect(statSync(file).mtimeMs).toBe(mtimeMs);

	mkdirSync(join(cwd, 'system_prompts'));
	writeFileSync(join(cwd, 'system_prompts/haiku.md'), 'You write haiku.');
	await callCommand(schema, [], {write: true}, {cwd});
	expect(readFileSync(file, 'utf8')).toContain('"haiku"');
});

test('A link in the place of the file is replaced, not followed; where it cannot be written a sentence says what to do.', async () => {
	const cwd = makeFolder({'precious.txt': 'mine', '.orchestrai/keep.txt': ''});
	symlinkSync(join(cwd, 'precious.txt'), join(cwd, '.orchestrai/pipeline.schema.json'));
	expect((await callCommand(schema, [], {write: true}, {cwd})).code).toBe(0);
	expect(readFileSync(join(cwd, 'precious.txt'), 'utf8')).toBe('mine');
	expect(JSON.parse(readFileSync(join(cwd, '.orchestrai/pipeline.schema.json'), 'utf8'))).toBeDefined();

	const blocked = makeFolder({'.orchestrai': 'a file'});
	const failed = await callCommand(schema, ['settings'], {write: true}, {cwd: blocked});
	expect(failed.code).toBe(1);
	expect(failed.stderr).toContain('`orchestrai schema settings > FILE`');
});

test('What schema prints judges what the built program prints: each line of a run with --json, the log that it leaves, and a pipeline by the schema of the folder.', async () => {
	const cwd = makeFolder();
	const printed = await callCommand(schema, ['log'], {}, {cwd});
	const {code, stdout} = await runHeadless(['demo', '--json'], {cwd});
	expect(code).toBe(0);
	const judge = schemaJudge(JSON.parse(printed.stdout));
	const lines = stdout.trimEnd().split('\n');
	expect(lines.length).toBeGreaterThan(20);
	for (const line of lines)
		expect([line.slice(0, 80), judge(JSON.parse(line))]).toEqual([line.slice(0, 80), null]);

	const [run] = readdirSync(join(cwd, 'runs')).filter(name => !name.startsWith('.'));
	const log = JSON.parse(readFileSync(join(cwd, 'runs', run!, 'memory_log.json'), 'utf8'));
	expect(schemaJudge(JSON.parse(printed.stdout), '/definitions/memory_log')(log)).toBeNull();
	const pipelines = yamlJudge(JSON.parse((await callCommand(schema, [], {}, {cwd})).stdout));
	expect(pipelines(log.pipeline)).toBeNull();
	expect(pipelines(log.pipeline.replace('output_name: code\n', 'outputname: code\n'))).not.toBeNull();
});
