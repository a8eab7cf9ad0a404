/** What stands where nothing else fits. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import {type Line, line} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {wrapLine} from '../text/wrap-line.ts';

const least = {columns: 60, rows: 16};

export function tooSmall(columns: number, rows: number): boolean {
	return columns < least.columns || rows < least.rows;
}

export function TooSmall({
	columns,
	rows,
	running,
}: {
	columns: number;
	rows: number;
	running: boolean;
}): ReactElement {
	const said: Line[] = [
		line('Too small', 'attention', true),
		line(`${columns}×${rows}; it takes ${least.columns}×${least.rows}.`),
		line('Until there is room, keys do nothing.'),
		line(running ? 'Ctrl-C pauses, twice it leaves.' : 'Ctrl-C leaves.', 'quiet'),
		...(running ? [line('The run goes on.', 'quiet')] : []),
	];
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			{said
				.flatMap(spans => wrapLine(spans, columns))
				.map((spans, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
					<UntrustedLine key={index} spans={spans} />
				))}
		</Box>
	);
}
