/** What is about to happen, before anything is asked of a model. */
import {Box} from 'ink';
import {type ReactElement, useMemo} from 'react';
import {Help} from '../components/help.tsx';
import {KeyLine} from '../components/key-line.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import {costRows, type Expected} from '../preflight/cost-rows.ts';
import {graphRows} from '../preflight/graph-rows.ts';
import type {Plan} from '../preflight/plan.ts';
import {helpKeys, type Preflight, preflightGroups, preflightKeys} from '../preflight/preflight.ts';
import {termRows, wrapTerm} from '../preflight/term-rows.ts';
import {roomFor} from '../spoken/uncut.ts';
import {type Line, line, spread, widthOfLine} from '../text/line.ts';
import {noticeLines} from '../text/notice.ts';
import {position} from '../text/position.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {useTheme} from '../theme.ts';

type PreflightScreenProps = {
	plan: Plan;
	preflight: Preflight;
	expected: Expected;
	/** What went wrong on the way to the figures, a sentence. */
	problem: string | null;
	/** The key that starts is not heard yet. */
	deaf: boolean;
	columns: number;
	rows: number;
	/** Told what of the help is in view. */
	shows(viewport: {rows: number; height: number}): void;
};

/** Rows of a panel besides what it holds. */
const frame = 2;

export function PreflightScreen(props: PreflightScreenProps): ReactElement {
	const {plan, preflight, expected, problem, deaf, columns, rows, shows} = props;
	const theme = useTheme();
	const width = roomFor(insideOf(columns, 0).width, theme);
	const said = noticeLines(preflight.notice, roomFor(columns, theme));
	const body = rows - 2 - said.length;
	const count = plan.operations.length;
	const everyTerm = termRows(plan, preflight.wanted, expected);
	const wrapped = everyTerm.flatMap(term => wrapTerm(term, width));
	const terms =
		[wrapped, everyTerm].find(({length}) => count + 1 + length + 2 * frame <= body) ??
		termRows(plan, preflight.wanted, expected, false);
	const termsHeight = Math.min(terms.length + frame, Math.max(frame + 1, body - frame - 4));
	// With the heading and the sum.
	const wished = count + 2 + frame;
	const left = body - termsHeight - wished;
	const drawing = useMemo(
		() => graphRows(plan, {width, height: left - frame}, theme),
		[plan, width, left, theme],
	);
	if (tooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} running={false} />;
	if (preflight.help !== null)
		return (
			<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
				<UntrustedLine spans={headline(plan, columns)} />
				<Help
					table={{groups: preflightGroups, keys: preflightKeys}}
					top={preflight.help}
					width={columns}
					height={rows - 2}
					shows={shows}
				/>
				<KeyLine keys={helpKeys} help={false} width={columns} />
			</Box>
		);

	const costs = costRows(plan, expected, {width, drawn: drawing !== null}, theme);
	const graphHeight = drawing ? drawing.length + frame : 0;
	const costHeight = body - termsHeight - graphHeight;
	// A sum is always there; a mere remark gives way to the operations.
	const foot =
		problem !== null
			? [line(`  ${problem}`, 'attention')]
			: costs.remark && count > costHeight - frame - 2
				? []
				: [costs.sum];
	const shown = costHeight - frame - 1 - foot.length;
	const top = Math.max(0, Math.min(preflight.top, count - shown));
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<UntrustedLine spans={headline(plan, columns)} />
			{drawing && (
				<Panel
					title={line('graph', 'quiet')}
					tone="quiet"
					width={columns}
					height={graphHeight}
					rows={drawing}
				/>
			)}
			<Panel
				title={[{text: 'what it will ask', bold: true}]}
				right={position(top, shown, count, theme)}
				tone="accent"
				width={columns}
				height={costHeight}
				rows={[costs.heading, ...costs.rows.slice(top, top + shown), ...foot]}
			/>
			<Panel
				title={line('on these terms', 'quiet')}
				tone="quiet"
				width={columns}
				height={termsHeight}
				rows={terms}
			/>
			{said.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
			<KeyLine
				keys={preflightKeys.flatMap(({shown: key, word, decides}) =>
					word === null ? [] : [{shown: key, word, deaf: deaf && decides === true}],
				)}
				help
				width={columns}
			/>
		</Box>
	);
}

function headline({name, resumed}: Plan, columns: number): Line {
	const left: Line = [
		{text: ' OrchestrAI', tone: 'accent', bold: true},
		{text: `  ${name}`, bold: true},
	];
	const right: Line = [
		{text: resumed ? 'Nothing is asked anew before you say so ' : 'Nothing is asked before you say so '},
	];
	return widthOfLine(left) + widthOfLine(right) < columns ? spread(left, right, columns) : left;
}
