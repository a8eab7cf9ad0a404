import {expect, test} from 'vitest';
import {findMisplaced} from '../../../source/io/library/misplaced.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

test.for([
	['shout.mts', 'modules/shout.mts'],
	['pipelines/shout.md', 'system_prompts/shout.md'],
	['prompts/shout.txt', 'system_prompts/shout.txt'],
	['modules/shout.md', 'system_prompts/shout.md'],
	['system_prompts/shout.ts', 'modules/shout.ts'],
	['modules/shout/index.js', 'modules/shout.js'],
	['modules/shout.py', 'modules/shout.mts'],
] as const)('Of %s it is told that it is looked for as %s.', ([there, wanted]) => {
	const told = findMisplaced('shout', makeFolder({[there]: 'x'}));
	expect(told).toContain(there);
	expect(told).toContain(wanted);
});

test('Nothing is told where nothing of that name lies about, and no name leads out of the folder.', () => {
	const folder = makeFolder({'shot.mts': 'x', 'inner/x.md': 'x'});
	for (const name of ['shout', 'inner/x', '../x', '']) expect(findMisplaced(name, folder)).toBeNull();
});
