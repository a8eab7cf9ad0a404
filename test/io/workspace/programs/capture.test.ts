import {expect, test} from 'vitest';
import {makeVisible} from '../../../../source/core/visible.ts';
import {OutputCapture, relayLive} from '../../../../source/io/workspace/programs/capture.ts';
import {createVisibleStream} from '../../../../source/ui/text/visible-stream.ts';
import {foreignIn} from '../../../helpers/foreign-sequences.ts';
import {payloads} from '../../../helpers/payloads.ts';

/** Bytes that are no UTF-8 at all among them. */
const prints = [
	...Object.values(payloads).map(payload => Buffer.from(payload)),
	Buffer.from([0x9b, 0x32, 0x4a, 0xc0, 0x9b, 0x1b, 0xe2, 0x80, 0xae, 0xf0, 0x9f, 0x91, 0x1b, 0x5d, 0xff]),
];

test('What a program prints is the same text however its bytes come, live and afterwards, and nothing in it acts.', () => {
	for (const bytes of prints) {
		const whole = bytes.toString();
		for (let at = 1; at < Math.min(bytes.length, 400); at++) {
			const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
			const capture = new OutputCapture();
			let live = '';
			let shown = '';
			const visible = createVisibleStream();
			const relay = relayLive(text => {
				live += text;
				shown += visible(text);
			})();
			for (const piece of pieces) {
				capture.add(piece);
				relay(piece);
			}

			expect(capture.text()).toBe(whole);
			// A character that never came to its end, and a mark of order, are told when all has been printed.
			expect(whole.replace(/^\uFEFF/, '').startsWith(live)).toBe(true);
			expect(foreignIn(shown)).toEqual([]);
			expect(foreignIn(makeVisible(capture.text()))).toEqual([]);
		}
	}
});

test('What is left out of the middle cuts no character, and leaves nothing that acts.', () => {
	for (const limit of [5, 6, 7, 8, 9]) {
		const capture = new OutputCapture(limit);
		capture.add(Buffer.from('é漢👩\u001B]0;x\u0007'.repeat(20)));
		expect(capture.text()).toContain('bytes of output are left out here');
		expect(foreignIn(makeVisible(capture.text()))).toEqual([]);
		expect(capture.text()).not.toMatch(/\uFFFD$/);
	}
});
