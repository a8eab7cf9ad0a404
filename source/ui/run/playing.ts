/** The hand that lends the terminal to the program of an operation. */
import type {PlayOutcome, Terminal} from '../../core/ports.ts';
import type {Intentions, Playable} from '../intentions.ts';
import {duration, plural} from '../text/figures.ts';
import type {Drafting} from './drafting.ts';
import {modeOf} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';

type PlayingOptions = ScreenStore & {
	intentions: Pick<Intentions, 'playing'>;
	terminal: Terminal;
	drafting: Drafting;
	/** After the person is back: what waits may open. */
	refresh(): void;
	later(task: Promise<void>): void;
};

export type PlayingHand = {
	/** Plays the program of the selected operation; asks first where it has to. */
	play(): void;
};

export type Played = {
	hand: PlayingHand;
	/** What a program said that ended badly when it was played last; null if none did. */
	lastWords(output_name: string): string | null;
};

export function createPlaying(options: PlayingOptions): Played {
	const {intentions, terminal, drafting, refresh, later, screen, change, say} = options;

	const words = new Map<string, string>();

	async function lend(output_name: string): Promise<void> {
		drafting.settle();
		change({away: true, notice: null});
		try {
			const played = await intentions.playing!.play(output_name, terminal);
			change({away: false});
			if ('why' in played) {
				say(played.why, 'attention');
				return;
			}

			if (isWell(played)) words.delete(output_name);
			else words.set(output_name, lastWordsOf(played));
			say(howItWent(played), isWell(played) ? 'good' : 'attention');
		} finally {
			change({away: false});
			refresh();
		}
	}

	async function begin(output_name: string): Promise<void> {
		const before = modeOf(screen());
		const found = (await intentions.playing?.find(output_name)) ?? {why: 'No program is played here.'};
		// What the person turned to meanwhile goes first.
		if (modeOf(screen()) !== before || screen().selected !== output_name) return;
		if ('why' in found) {
			say(found.why);
			return;
		}

		const play = () => lend(output_name);
		if (!found.asks) return play();
		change({confirm: {question: questionOf(found), decides: false, yes: () => later(play())}});
	}

	return {
		lastWords: name => words.get(name) ?? null,
		hand: {
			play() {
				const {selected} = screen();
				if (selected === null) return;
				later(begin(selected));
			},
		},
	};
}

function questionOf({command, caged, network}: Playable): string {
	const what = `Play \`${command}\``;
	return caged
		? `${what} in the cage, ${network ? 'with' : 'without'} network?`
		: `${what} without a cage? It can do then whatever you can.`;
}

/** So much of what it printed last is offered, characters. */
const offered = 1500;

function lastWordsOf(played: PlayOutcome): string {
	return `When I played it, it ended (${howItEnded(played)}) and had printed:\n${played.tail.trim().slice(-offered)}`;
}

function howItEnded({signal, exit_code}: PlayOutcome): string {
	return signal === null ? `exit ${exit_code}` : `ended by ${signal}`;
}

const isWell = ({left, exit_code}: PlayOutcome) => left || exit_code === 0;

function howItWent({left, exit_code, signal, duration_ms, made_files}: PlayOutcome): string {
	const how = left
		? 'You came back from it'
		: signal === null
			? `It ended: exit ${exit_code}`
			: `It was ended by ${signal}`;
	const made = made_files.length === 0 ? '' : ` It made ${plural(made_files.length, 'file')}, kept in made/.`;
	return `${how} after ${duration(duration_ms)}.${made}`;
}
