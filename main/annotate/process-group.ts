/** Ends a child with everything it started. */
import { execa } from 'execa';

/** A child leads a group of its own where groups exist (`detached`; a host makes its own); on Windows the tree is walked instead. */
export const startsGroup = process.platform !== 'win32';

/**
 * Never throws: a group that is gone already is what was wanted.
 *
 * @returns false where there is no such group, or not yet
 */
export async function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<boolean> {
  if (!startsGroup) {
    // Without /F a program with no window is not ended at all.
    await execa('taskkill', ['/PID', String(leader), '/T', '/F'], { reject: false, windowsHide: true });
    return true;
  }
  try {
    return process.kill(-leader, signal);
  } catch {
    // ESRCH: gone. EPERM: on macOS also a group of which only zombies are left.
    return false;
  }
}
