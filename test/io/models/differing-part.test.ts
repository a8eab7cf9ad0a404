import {expect, test} from 'vitest';
import {differingPart} from '../../../source/io/models/differing-part.ts';

const general = {file: 'the app’s general_system.md', text: 'Be good.\nBe brief.\n'};
const own = {file: 'system_prompts/headline.md', text: '\nFind titles.\nFive.\n'};
const told = (...texts: string[]) => texts.join('\n\n');
const now = told('Be good.\nBe brief.', 'Find titles.\nFive.');

test('A difference of system messages is told by the file in which it lies, and its own line there.', () => {
	const at = (recorded: string) => differingPart(recorded, now, [general, own]);
	expect(at(told('Be good.\nBe brief.', 'Find titles.\nSix.'))).toBe(
		'in system_prompts/headline.md at line 3: recorded “Six.”, now “Five.”.',
	);
	expect(at(told('Be good.\nBe brief.', 'Find titles.'))).toBe(
		'in system_prompts/headline.md at line 3: recorded nothing, now “Five.”.',
	);
	expect(at(told('Be good.\nBe long.', 'Find titles.\nFive.'))).toBe(
		'in the app’s general_system.md at line 2: recorded “Be long.”, now “Be brief.”.',
	);
	expect(at(now)).toBeNull();
});

test('No file is named for a message that is not made of the files.', () => {
	expect(differingPart(now, 'The module said this.', [general, own])).toBeNull();
	expect(differingPart(now, 'Alone.', [{file: 'a', text: 'Alone.'}])).toMatch(/^in a at line 1/);
	expect(differingPart('a', now, [])).toBeNull();
});
