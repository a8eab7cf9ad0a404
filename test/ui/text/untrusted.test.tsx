import {Box} from 'ink';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import type {Line} from '../../../source/ui/text/line.ts';
import {UntrustedLine} from '../../../source/ui/text/untrusted.tsx';

function show(width: number, ...rows: Line[]): string[] {
	const {lastFrame, unmount} = render(
		<Box width={width} flexDirection="column">
			{rows.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
		</Box>,
	);
	const frame = lastFrame() ?? '';
	unmount();
	return frame.split('\n');
}

test('A row that is too wide is cut to its box, and the next one stands where it should.', () => {
	expect(show(8, [{text: 'a long '}, {text: 'row of two'}], [{text: 'next'}])).toEqual(['a long …', 'next']);
	expect(show(5, [{text: '漢字漢字'}], [{text: 'next'}])).toEqual(['漢字…', 'next']);
	expect(show(4, [{text: '漢字漢字'}], [{text: 'next'}])).toEqual(['漢…', 'next']);
});

test('An empty row keeps its place.', () => {
	expect(show(8, [{text: 'one'}], [], [{text: ''}], [{text: 'four'}])).toEqual(['one', '', '', 'four']);
});

test('What would act on the terminal is shown, in every part of a row and where it is cut.', () => {
	expect(show(20, [{text: '\u001B[31m'}, {text: 'a\u202Eb\u0007'}])).toEqual(['␛[31ma⟨U+202E⟩b␇']);
	expect(show(3, [{text: '\u001B\u001B\u001B\u001B'}])).toEqual(['␛␛…']);
	expect(show(9, [{text: 'one\ntwo'}], [{text: 'next'}])).toEqual(['one␊two', 'next']);
});
