import {describe, expect, test} from 'vitest';
import {pipCommand, readRequirements} from '../../source/core/requirements.ts';
import {hostileLines} from '../helpers/hostile-requirements.ts';

describe('a line of requirements.txt', () => {
	test.each([
		'rich',
		'rich==13.9.4',
		'ruamel.yaml >= 0.17, < 1',
		'requests[socks,security]~=2.31',
		'tomli; python_version < "3.11"',
		"pywin32==306 ; sys_platform == 'win32' and python_version >= '3.8'",
		'a_b-c.d===1.0+local',
	])('%s is plain', line => {
		expect(readRequirements(`${line}\n`)).toEqual({lines: [line], unusual: []});
	});

	test.each(hostileLines)('%j is unusual, whole, among plain ones', line => {
		const read = readRequirements(`tinything\n${line}\n`);
		expect(read.unusual).toEqual([line]);
		expect(read.lines).toEqual(['tinything', line]);
	});
});

test('comments and empty lines are no requirements, and with none nothing is unusual', () => {
	expect(readRequirements('# -e .\n\n  \r\n rich # ./x\r\n')).toEqual({lines: ['rich'], unusual: []});
});

test('the command names plain requirements, and the file where a line is unusual', () => {
	expect(pipCommand({lines: ['a', 'b==1'], unusual: []})).toBe('pip install --only-binary :all: a b==1');
	expect(pipCommand({lines: ['a', '-e .'], unusual: ['-e .']})).toBe(
		'pip install --only-binary :all: -r requirements.txt',
	);
});
