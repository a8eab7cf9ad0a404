import {useInput, usePaste} from 'ink';
import {type Keystroke, readKeystrokes} from './keystrokes.ts';

/**
 * Hands single keystrokes and pasted texts over. Both are always listened to: without a listener, Ink would hand
 * pasted text over as keys, and it could decide something. The handlers must not throw: that ends the process.
 */
export function useKeystrokes(press: (stroke: Keystroke) => void, paste: (text: string) => void): void {
	useInput((input, key) => {
		for (const stroke of readKeystrokes(input, key)) press(stroke);
	});
	usePaste(paste);
}
