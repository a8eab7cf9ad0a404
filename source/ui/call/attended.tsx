import {useInput, usePaste, useStdin} from 'ink';
import {type ReactElement, type ReactNode, useEffect} from 'react';
import {createFocusReader} from '../input/focus-reports.ts';
import type {Presence} from './presence.ts';

/** Listens for signs of the person beside any screen, and holds the keyboard while one screen follows another. */
export function Attended({presence, children}: {presence: Presence; children: ReactNode}): ReactElement {
	const {stdin} = useStdin();
	// Ink hands over no report of the window. What it reads is heard beside it: reading emits `data` as well, and
	// as long as Ink listens this does not set the stream flowing. It listens by now, since the effects of children
	// come first, and still does when this ends, since its own cleaning up comes later.
	useEffect(() => {
		const read = createFocusReader();
		const hear = (piece: Buffer | string) => {
			for (const within of read(String(piece))) presence.focused(within);
		};
		stdin.on('data', hear);
		return () => {
			stdin.off('data', hear);
		};
	}, [stdin, presence]);
	useInput(() => presence.pressed());
	usePaste(() => presence.pressed());
	return <>{children}</>;
}
