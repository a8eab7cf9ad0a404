/** Each case against the adapter alone, and the page that tells of all of them. */
import {describe, expect, test} from 'vitest';
import type {ModelFault, ModelPiece, ModelRequest} from '../../source/core/ports.ts';
import {allCases, families} from './families.ts';
import {type Fault, type FaultCase, isFault, limits, secrets} from './fault-case.ts';
import {printPage} from './page.ts';
import {openStage, type Stage} from './stage.ts';

/** What the faults of this file came to, for the page. */
const found = new Map<FaultCase, ModelFault>();

function request({parameters = {}}: FaultCase): ModelRequest {
	return {
		output_name: 'plan',
		module: 'planner',
		attempt: 1,
		call: 1,
		try: 1,
		model: 'here/test-model',
		messages: [{role: 'user', content: 'Make a plan.'}],
		parameters,
		limits,
	};
}

/** Everything that the model port says, while time goes by as the case has it. */
async function play(stage: Stage, one: FaultCase): Promise<ModelPiece[]> {
	const pieces: ModelPiece[] = [];
	const reading = (async () => {
		for await (const piece of stage.model.stream(request(one), stage.stop.signal)) pieces.push(piece);
	})();
	await Promise.all([one.passes?.(stage), reading]);
	return pieces;
}

function expectFault(fault: ModelFault, ends: Fault): void {
	expect(fault).toMatchObject({kind: ends.kind, partial: ends.keeps ?? ''});
	expect(fault.message).toContain(ends.says);
	expect(fault.message).toMatch(/[.!?…]$/);
	// What a far Retry-After adds is the engine's.
	if (!ends.remedy.startsWith('It asks')) expect(fault.remedy ?? '').toContain(ends.remedy);
	expect({possibly_paid: fault.possibly_paid, counted: fault.usage !== null}).toEqual({
		possibly_paid: ends.paid === 'maybe',
		counted: ends.paid === 'counted',
	});
}

describe.each(families)('$title', ({cases}) => {
	test.each(cases.map(one => [one.happens, one] as const))('%s.', async (_, one) => {
		const stage = await openStage(one);
		const start = stage.clock.now();
		const pieces = await play(stage, one);

		const end = pieces.at(-1)!;
		const ends = pieces.filter(({type}) => type === 'answered' || type === 'failed');
		expect(ends, 'exactly one piece ends it, the last').toEqual([end]);
		expect(stage.clock.now() - start).toBeLessThanOrEqual(one.ends.within + 1000);
		const told = JSON.stringify(pieces);
		for (const secret of secrets) expect(told).not.toContain(secret);
		if (isFault(one.ends)) {
			if (end.type !== 'failed') throw new Error(`It passed for an answer: ${told.slice(0, 500)}`);
			found.set(one, end.fault);
			expectFault(end.fault, one.ends);
		} else {
			if (end.type !== 'answered') throw new Error(`It passed for a fault: ${told.slice(-1000)}`);
			const {text, notes, model, usage} = end.answer;
			// Compared by hand: a diff of megabytes helps nobody.
			expect(text === one.ends.text, `another text came: ${text.slice(0, 200)}`).toBe(true);
			expect(stage.heard() === text, 'what streamed is what was answered').toBe(true);
			expect(notes).toEqual(one.ends.notes ?? []);
			if (one.ends.estimated) expect(usage).toMatchObject({estimated: true});
			if (one.ends.model) expect(model).toBe(one.ends.model);
		}
		// The server knows that nobody listens any more.
		await Promise.all(stage.server.requests.map(({ended}) => ended));
		one.afterwards?.(stage);
	});
});

test('The page tells of every case what becomes of it.', async context => {
	const faults = allCases.filter(({ends}) => isFault(ends));
	// Some were left out by a filter.
	if (found.size < faults.length) context.skip();
	expect(allCases.length).toBeGreaterThanOrEqual(45);
	await expect(printPage(found)).toMatchFileSnapshot('../../docs/model-faults.md');
});
