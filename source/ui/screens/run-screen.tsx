/** Where everything on the run screen stands, at any size. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import type {RunView} from '../../core/store.ts';
import {EditorPanel} from '../components/editor-panel.tsx';
import {Foot} from '../components/foot.tsx';
import {Help} from '../components/help.tsx';
import {Inspector} from '../components/inspector.tsx';
import {OperationList} from '../components/operation-list.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {StateLine} from '../components/state-line.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import type {Wraps} from '../content/wraps.ts';
import {operationOf} from '../desk.ts';
import type {Diffs} from '../diff/diffs.ts';
import {groups} from '../keys/key-entry.ts';
import {keymap} from '../keys/keymap.ts';
import type {Facts} from '../run/actions.ts';
import type {Viewport} from '../run/controls.ts';
import {decisionOf} from '../run/decision.ts';
import type {Editors} from '../run/editing.ts';
import {heldByBudget} from '../run/held.ts';
import {modeOf} from '../run/screen.ts';
import {line} from '../text/line.ts';
import {noticeLines} from '../text/notice.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {useTheme} from '../theme.ts';

/** What is known about the run besides its events. */
export type RunTitle = {
	/** The model that answers, as people know it; null when a recording does. */
	model: string | null;
	/** The answers are recorded. */
	recorded: boolean;
	/** Where the run is kept; null if nowhere. */
	folder: string | null;
};

export type RunScreenProps = {
	view: RunView;
	facts: Facts;
	title: RunTitle;
	wraps: Wraps;
	diffs: Diffs;
	now: number;
	/** Turns the spinners. */
	frame: number;
	columns: number;
	rows: number;
	shows(viewport: Viewport): void;
	sees: Editors['sees'];
};

/** From here on there is room for the list beside the inspector. */
const wideFrom = 100;

export function RunScreen({
	view,
	facts,
	title,
	wraps,
	diffs,
	now,
	frame,
	columns,
	rows,
	shows,
	sees,
}: RunScreenProps): ReactElement {
	const theme = useTheme();
	const {screen, state, pending} = facts;
	if (tooSmall(columns, rows))
		return <TooSmall columns={columns} rows={rows} running={state.status === 'running'} />;

	const inner = insideOf(columns, 0).width;
	const held = heldByBudget(state, pending, view.live);
	const notice = noticeLines(screen.notice, columns);
	const decision = screen.help
		? null
		: decisionOf({screen, state, ...title}, inner, Math.max(5, Math.floor(rows * 0.4) - 2), theme);
	const decisionHeight = decision ? decision.rows.length + 2 : 0;
	const body = rows - 2 - notice.length - decisionHeight;
	// Where there is no room beside the list, an edited text has all of it.
	const zoomed = screen.zoomed || (screen.editing !== null && columns < wideFrom);
	const shape = {columns, body, operations: state.operations.size, zoomed};
	const {list, inspector, beside} = arrange(shape);
	const operation = screen.selected === null ? undefined : state.operations.get(screen.selected);
	const request = pending.find(one => operationOf(one) === screen.selected) ?? null;
	const live = screen.selected === null ? null : view.live(screen.selected);
	const lives = screen.selected === null ? [] : view.lives(screen.selected);
	const runNotes = state.notes.filter(one => one.output_name === null).map(one => one.note);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			<StateLine
				state={state}
				waiting={pending.length}
				held={held.size}
				model={title.model}
				recorded={title.recorded}
				now={now}
				frame={frame}
				width={columns}
			/>
			{screen.help ? (
				<Help
					table={{groups, keys: keymap}}
					top={screen.helpTop}
					width={columns}
					height={body}
					shows={shows}
				/>
			) : (
				<Box flexDirection={beside ? 'row' : 'column'} height={body} overflowY="hidden">
					{list.height > 0 && (
						<OperationList
							view={view}
							held={held}
							selected={screen.selected}
							focused={screen.pane === 'list'}
							now={now}
							frame={frame}
							{...list}
						/>
					)}
					{screen.editing ? (
						<EditorPanel
							editing={screen.editing}
							mode={modeOf(screen)}
							at={{x: beside ? list.width : 0, y: 1 + (beside ? 0 : list.height)}}
							sees={sees}
							{...inspector}
						/>
					) : (
						<Inspector
							subject={
								operation
									? {
											operation,
											live,
											lives,
											held: held.has(operation.operation.output_name),
											request,
											runNotes,
											texts: state.texts,
											diffs,
											now,
											wraps,
										}
									: null
							}
							screen={screen}
							shows={shows}
							{...inspector}
						/>
					)}
				</Box>
			)}
			{decision && (
				<Panel
					title={line(decision.title, decision.tone, true)}
					tone={decision.tone}
					width={columns}
					height={decisionHeight}
					rows={decision.rows}
				/>
			)}
			{notice.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
			<Foot facts={facts} now={now} width={columns} />
		</Box>
	);
}

type Size = {width: number; height: number};

/** Beside each other where that is wide enough, else above each other; zoomed, the inspector alone. */
function arrange({
	columns,
	body,
	operations,
	zoomed,
}: {
	columns: number;
	body: number;
	operations: number;
	zoomed: boolean;
}): {list: Size; inspector: Size; beside: boolean} {
	if (zoomed) return {list: {width: 0, height: 0}, inspector: {width: columns, height: body}, beside: false};
	if (columns >= wideFrom) {
		const width = Math.max(38, Math.min(56, Math.floor(columns * 0.36)));
		return {list: {width, height: body}, inspector: {width: columns - width, height: body}, beside: true};
	}

	const height = Math.max(3, Math.min(operations + 2, Math.floor(body * 0.4)));
	return {list: {width: columns, height}, inspector: {width: columns, height: body - height}, beside: false};
}
