/** Ends a child with everything it started. */
import { execa } from 'execa';

/** A child is started as the leader of a group of its own (`detached`) where groups exist; on Windows the tree is walked instead. */
export const startsGroup = process.platform !== 'win32';

/** Never throws: a group that is gone already is what was wanted. */
export async function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (!startsGroup) {
    // Without /F a program with no window is not ended at all.
    await execa('taskkill', ['/PID', String(leader), '/T', '/F'], { reject: false, windowsHide: true });
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: gone. EPERM: on macOS also a group of which only zombies are left.
  }
}
