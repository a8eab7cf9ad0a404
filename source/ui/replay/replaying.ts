/** The hand on a recording: it moves through its time. */
import type {Playback, Unit} from '../../core/playback/playback.ts';
import type {ScreenStore} from '../run/screen-store.ts';

type ReplayingOptions = Pick<ScreenStore, 'change' | 'say'> & {
	/** Null in a run. */
	playback: Playback | null;
};

export type ReplayingHand = {
	/** Plays or pauses; at the end it plays from the start. */
	togglePlay(): void;
	stepThrough(unit: Unit, by: 1 | -1): void;
	toStart(): void;
	toEnd(): void;
	/** `digit`: from 1. */
	setSpeed(digit: number): void;
};

/** The first is as it was; each of the others twice the one before: the last plays a working day in three minutes. */
export function speedOf(digit: number): number {
	return 2 ** (digit - 1);
}

function atStart(playback: Playback): string | null {
	return playback.moment().actions <= 1 ? 'This is where the recording begins.' : null;
}

function atEnd(playback: Playback): string | null {
	const {actions, count, problem} = playback.moment();
	if (actions < count) return null;
	const end = playback.recording.growing()
		? 'This is as far as the run has come: $ follows it from here.'
		: 'This is where the recording ends.';
	return problem ?? end;
}

/** What the run itself had to say just then: what is only stepped over is not heard. */
function noteAt({recording, moment}: Playback): string | null {
	const index = moment().actions - 1;
	if (index < 0 || recording.glance(index).type !== 'note-taken') return null;
	const event = recording.at(index);
	return event.type === 'note-taken' && event.output_name === null ? event.note : null;
}

export function createReplaying({playback, change, say}: ReplayingOptions): ReplayingHand {
	/** What the person does is drawn at once; what is played by itself, as there is time. */
	function move(by: (playback: Playback) => void): void {
		if (!playback) return;
		by(playback);
		change({notice: null});
	}

	return {
		togglePlay: () => move(one => (one.moment().playing ? one.pause() : one.play())),
		stepThrough(unit, by) {
			const why = playback && (by === 1 ? atEnd(playback) : atStart(playback));
			move(one => one.step(unit, by));
			const note = playback && noteAt(playback);
			if (why) say(why);
			else if (note) say(note, 'attention');
		},
		toStart: () => move(one => one.toStart()),
		toEnd: () => move(one => one.toEnd()),
		setSpeed: digit => move(one => one.setSpeed(speedOf(digit))),
	};
}
