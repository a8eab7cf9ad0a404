/** How many tests passed, and how many did not, as the runner of the tests counted them. */
export type TestCounts = {passed: number; failed: number};

const UNITTEST = /^Ran (\d+) tests? in [\d.]+s$/m;
const UNITTEST_VERDICT = /^(?:OK|FAILED)(?: \((.+)\))?$/m;
const PYTEST = /^=* ?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s(?: \([\d:]+\))? ?=*$/m;

/** Of unittest, pytest and `node --test`; null if the output holds no count of theirs. */
export function countTests(output: string): TestCounts | null {
	return countUnittest(output) ?? countPytest(output) ?? countNodeTest(output);
}

function countUnittest(output: string): TestCounts | null {
	const ran = UNITTEST.exec(output)?.[1];
	if (ran === undefined) return null;
	const named = UNITTEST_VERDICT.exec(output)?.[1] ?? '';
	const count = (name: string) => Number(new RegExp(`(?:^|, )${name}=(\\d+)`).exec(named)?.[1] ?? 0);
	const failed = count('failures') + count('errors') + count('unexpected successes');
	// Each variant of a test may fail by itself, and all of them are one test that ran.
	return {passed: Math.max(0, Number(ran) - failed - count('skipped')), failed};
}

function countPytest(output: string): TestCounts | null {
	const named = PYTEST.exec(output)?.[1];
	if (named === undefined) return null;
	const count = (name: RegExp) => Number(name.exec(named)?.[1] ?? 0);
	return {passed: count(/(\d+) passed/), failed: count(/(\d+) failed/) + count(/(\d+) errors?/)};
}

function countNodeTest(output: string): TestCounts | null {
	const count = (name: string) => new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`, 'm').exec(output)?.[1];
	const passed = count('pass');
	if (passed === undefined) return null;
	return {passed: Number(passed), failed: Number(count('fail') ?? 0) + Number(count('cancelled') ?? 0)};
}
