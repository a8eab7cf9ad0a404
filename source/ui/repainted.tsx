import {useStdout} from 'ink';
import {type ReactElement, type ReactNode, useEffect} from 'react';

/** So long no further size has to come, ms. */
const settled = 150;

const clear = '\u001B[2J\u001B[H';

/**
 * Draws the whole frame anew once the window has its size. While that changes, a frame for one size meets a terminal of
 * another, and rows go where nobody expects them; Ink goes on from where it takes them to be, and leaves rows that are
 * the same as before alone.
 */
export function Repainted({children}: {children: ReactNode}): ReactElement {
	const {stdout, write} = useStdout();
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const onResize = () => {
			clearTimeout(timer);
			timer = setTimeout(() => write(clear), settled);
		};
		stdout.on('resize', onResize);
		return () => {
			stdout.off('resize', onResize);
			clearTimeout(timer);
		};
	}, [stdout, write]);
	return <>{children}</>;
}
