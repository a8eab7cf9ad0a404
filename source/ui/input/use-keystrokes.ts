import {useInput, usePaste} from 'ink';
import {useState} from 'react';
import {type Keystroke, readKeystrokes} from './keystrokes.ts';

/**
 * Hands single keystrokes and pasted texts over. Both are always listened to: without a listener, Ink would hand
 * pasted text over as keys, and it could decide something. What the handlers throw is thrown again while the screen
 * is drawn: it then ends as any failure there does, the terminal given back.
 */
export function useKeystrokes(press: (stroke: Keystroke) => void, paste: (text: string) => void): void {
	const [, rethrow] = useState(null);
	const guard = (task: () => void) => {
		try {
			task();
		} catch (error) {
			rethrow(() => {
				throw error;
			});
		}
	};
	useInput((input, key) =>
		guard(() => {
			for (const stroke of readKeystrokes(input, key)) press(stroke);
		}),
	);
	usePaste(text => guard(() => paste(text)));
}
