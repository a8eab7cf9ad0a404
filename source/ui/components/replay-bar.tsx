import {type ReactElement, useMemo} from 'react';
import type {Playback} from '../../core/playback/playback.ts';
import {replayBar} from '../replay/bar.ts';
import {createMarks} from '../replay/marks.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {useTheme} from '../theme.ts';

/** The row above the keys of a recording. */
export function ReplayBar({playback, width}: {playback: Playback; width: number}): ReactElement {
	const theme = useTheme();
	const marks = useMemo(() => createMarks(playback), [playback]);
	const moment = playback.moment();
	const happened = moment.actions === 0 ? null : playback.recording.glance(moment.actions - 1);
	return <UntrustedLine spans={replayBar({moment, happened, marks}, width, theme)} />;
}
