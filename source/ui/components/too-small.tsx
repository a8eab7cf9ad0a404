/** What stands where nothing else fits. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import {line} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';

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
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			<UntrustedLine spans={line('Too small', 'attention', true)} />
			<UntrustedLine spans={line(`${columns}×${rows}; it takes ${least.columns}×${least.rows}.`)} />
			<UntrustedLine spans={line('Keys that decide are deaf until there is room.')} />
			<UntrustedLine spans={line(running ? 'Ctrl-C pauses, twice it leaves.' : 'Ctrl-C leaves.', 'quiet')} />
			{running && <UntrustedLine spans={line('The run goes on.', 'quiet')} />}
		</Box>
	);
}
