/** Who answers: a model, a recording, or a recording that a model adds to. */
import {basename} from 'node:path';
import {quoteWord} from '../../core/command-line.ts';
import type {Settings} from '../../io/library/settings.ts';
import {logFileName} from '../../io/memory/memory-log.ts';
import {createRecordingModel} from '../../io/models/recording.ts';
import {UsageError} from '../command.ts';
import {type Answering, chooseCassette, chooseEndpoint} from './endpoint.ts';
import type {RunFlags} from './flags.ts';

type Recording = {
	/** The log that answers; null: none. */
	cassette: string | null;
	/** A model is asked for what the cassette lacks. */
	record: boolean;
	/** Only to the very prompt it was recorded for. */
	strict: boolean;
	pace: 'instant' | 'recorded';
	/** Where the prompts lie; null: only those of the app. */
	folder: string | null;
};

/** Throws a `UsageError` where flags do not go together, the cassette cannot be read, or there is no model. */
export async function chooseAnswering(
	settings: Settings,
	flags: RunFlags,
	{cassette, record, strict, pace, folder}: Recording,
): Promise<Answering> {
	if (cassette === null) {
		if (record) throw new UsageError('--record adds to a recording: name its file with --cassette FILE.');
		if (flags.cassetteMatch !== null) {
			throw new UsageError(
				'--cassette-match says how a recording is matched: it needs --cassette beside it.',
			);
		}

		return chooseEndpoint(settings, {model: flags.model});
	}

	const from = {pace, settings, folder};
	if (!record) return chooseCassette(cassette, {...from, match: strict ? 'strict' : 'loose'});
	if (flags.cassetteMatch === 'loose') {
		throw new UsageError(
			'--record asks anew for whatever was recorded for another prompt, so there is nothing for --cassette-match loose to let pass.',
		);
	}

	refuseLogOfRun(cassette);
	const live = await chooseEndpoint(settings, {model: flags.model});
	const recorded = await chooseCassette(cassette, {...from, match: 'strict', create: true});
	return {...live, model: createRecordingModel(recorded.model, live.model), recordInto: cassette};
}

/** What happened in a run stays as it happened. */
function refuseLogOfRun(cassette: string): void {
	if (basename(cassette) !== logFileName) return;
	throw new UsageError(
		`--record adds answers to its cassette, and ${cassette} is the log of a run, which stays as it is. Copy it first: cp ${quoteWord(cassette)} my.cassette.json`,
	);
}
