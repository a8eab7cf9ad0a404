/** Commands that a model gave for running its program. They are suggestions: nothing here runs them. */
const runs =
	/^(?:python[\d.]*|py|node|deno|bun|npx|tsx|ts-node|ruby|php|perl|lua|java|Rscript|julia|bash|sh|pytest|uvicorn|flask|streamlit|gunicorn|make|npm (?:start|run|test)|yarn|pnpm|uv run|poetry run|go run|cargo run|cargo test|dotnet run|\.\/)(?:\s|(?<=\/)\S|$)/;
const prepares =
	/^(?:cd|pip[\d.]*|python[\d.]* -m (?:pip|venv|ensurepip)|py -m (?:pip|venv)|source|\.|export|set|mkdir|touch|git|npm (?:i|install|ci|init)|yarn (?:add|install)|pnpm (?:i|add|install)|apt(?:-get)?|brew|sudo|chmod|curl|wget|cp|mv|rm|ls|cat|echo|conda|virtualenv|uv (?:pip|venv|sync|add)|poetry (?:add|install)|cargo (?:build|new|add)|go (?:mod|get|build)|docker)(?:\s|$)/;

/** The commands in a shell block: with prompts (`$ `, `> `) only those lines, without them every line. */
export function runCommandsIn(body: readonly string[]): string[] {
	return commandLines(body).filter(isRunCommand);
}

/** Nothing but commands, though no language says so. */
export function areCommands(body: readonly string[]): boolean {
	const lines = commandLines(body);
	return lines.length > 0 && lines.every(line => isRunCommand(line) || prepares.test(line));
}

/** `Run it with `python3 main.py``, `Run: python3 main.py`: at most one command a line. */
export function runCommandInProse(line: string): string | null {
	if (!/\b(run|start|launch|execute|command|usage)\b/i.test(line)) return null;
	const quoted = [...line.matchAll(/`([^`]+)`/g)].map(match => match[1]!.trim()).find(isRunCommand);
	if (quoted) return quoted;
	const labelled = /^[\s*_#>-]*run(?:\s+(?:command|it|with|the program))?[*_]*\s*:[*_]*\s*(\S.*)$/i
		.exec(line)?.[1]
		?.trim();
	return labelled && isRunCommand(labelled) ? labelled : null;
}

function isRunCommand(line: string): boolean {
	return runs.test(line) && !prepares.test(line) && !/ --version$| -V$/.test(line);
}

function commandLines(body: readonly string[]): string[] {
	const lines = body.map(line => line.trim()).filter(line => line !== '');
	const prompted = lines.filter(line => /^[$>%] /.test(line));
	return (prompted.length > 0 ? prompted.map(line => line.slice(2).trim()) : lines).filter(
		line => !line.startsWith('#') && !/^(rem|::) /i.test(line),
	);
}
