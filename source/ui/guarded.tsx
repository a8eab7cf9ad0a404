import {useApp} from 'ink';
import {Component, type ReactElement, type ReactNode} from 'react';

/**
 * What fails while it is drawn ends the screen, and is told afterwards. Without this Ink would show a page of its own
 * about it, with the message as it is.
 */
export function Guarded({children}: {children: ReactNode}): ReactElement {
	const {exit} = useApp();
	return <Boundary fails={exit}>{children}</Boundary>;
}

class Boundary extends Component<{children: ReactNode; fails(error: Error): void}, {failed: boolean}> {
	override state = {failed: false};

	static getDerivedStateFromError(): {failed: boolean} {
		return {failed: true};
	}

	override componentDidCatch(error: unknown): void {
		this.props.fails(error instanceof Error ? error : new Error(String(error)));
	}

	override render(): ReactNode {
		return this.state.failed ? null : this.props.children;
	}
}
