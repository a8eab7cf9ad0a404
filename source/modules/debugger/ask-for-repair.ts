/** The request for a repair: which model, and what it is told. */
import {type ModuleContext, OperationFailure} from '../../core/module.ts';
import {toldWithoutCode} from '../codebase-inputs.ts';
import type {FailedCheck} from './check-program.ts';
import {type Ask, chooseRung, type Patience} from './ladder.ts';
import {writeRepairPrompt} from './repair-prompt.ts';
import type {Session} from './session.ts';

/** Who is asked, and how often. */
export type Climb = {
	/** Models, cheapest first. */
	ladder: string[];
	asks: Ask[];
	/** Rungs below it are done with. */
	floor: number;
	patience: Patience;
};

/** Null at the end of the ladder. A rung whose model the endpoint does not know is left out. */
export async function askForRepair(
	context: ModuleContext,
	session: Session,
	failed: FailedCheck,
	climb: Climb,
): Promise<string | null> {
	const {ladder, asks, patience} = climb;
	const {fingerprint} = failed.failure;
	const prompt = writeRepairPrompt({
		told: toldWithoutCode(context),
		files: context.files.current(),
		check: failed,
		turns: session.turns,
		hints: session.hints,
	});
	for (;;) {
		const rung = chooseRung(asks, fingerprint, ladder.length, patience, climb.floor);
		if (rung === null) return null;
		try {
			const answer = await context.model.ask({prompt, model: ladder[rung]});
			if (session.lastModel && session.lastModel !== answer.model) {
				context.log(`${answer.model} took over from ${session.lastModel}.`);
			}
			session.lastModel = answer.model;
			asks.push({rung, fingerprint});
			return answer.text;
		} catch (error) {
			const unknown = error instanceof OperationFailure && error.kind === 'model:unknown-model';
			if (!unknown || rung === 0) throw error;
			ladder.splice(rung, 1);
			const wasChosen = rung === climb.floor && asks.length === 0;
			context.log(`${error.message} ${wasChosen ? 'Nobody was asked.' : 'The repair goes on without it.'}`);
			if (wasChosen) return null;
		}
	}
}

/** What was asked so far no longer counts: something changed that gives the models another chance. */
export function renewPatience(climb: Climb): void {
	climb.floor = Math.max(climb.floor, climb.asks.at(-1)?.rung ?? 0);
	climb.asks.length = 0;
}

/** From now on this model is asked. */
export function climbTo(climb: Climb, model: string): void {
	climb.ladder.push(model);
	climb.floor = climb.ladder.length - 1;
	climb.asks.length = 0;
}
