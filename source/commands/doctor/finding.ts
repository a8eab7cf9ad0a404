/** `bad`: no run can do without it. `lacking`: something that can be done without, or that somebody may want. */
export type Finding = {
	/** Stays what it is from version to version: scripts look for it. */
	name:
		| 'Node'
		| 'terminal'
		| 'colours'
		| 'Unicode'
		| 'Python'
		| 'venv'
		| 'cage'
		| 'editor'
		| 'settings'
		| 'key'
		| 'model'
		| 'local models'
		| 'runs'
		| 'own folder'
		| 'disk'
		| 'trust';
	state: 'good' | 'lacking' | 'bad';
	/** What was found, as half a sentence. */
	says: string;
	/** How to mend it, with the command where there is one. */
	remedy: string | null;
};

export function good(name: Finding['name'], says: string): Finding {
	return {name, state: 'good', says, remedy: null};
}

export function lacking(name: Finding['name'], says: string, remedy: string | null): Finding {
	return {name, state: 'lacking', says, remedy};
}

export function bad(name: Finding['name'], says: string, remedy: string | null): Finding {
	return {name, state: 'bad', says, remedy};
}
