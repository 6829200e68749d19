/** The sentence for what is said aloud. */
import type { Announcement } from '../state/announcements.ts';
import { texts } from './texts.ts';

export function announcementText(announcement: Announcement): string {
  switch (announcement.kind) {
    case 'joined':
      return texts.say.joined(announcement);
    case 'left':
      return texts.say.left(announcement);
    case 'ready':
      return texts.say.ready(announcement);
    case 'failed':
      return texts.say.failed(announcement);
    case 'link-changed':
      return texts.say.linkChanged(announcement);
    case 'trouble':
      return texts.service.told(announcement.notice).message;
    case 'step-done':
      return texts.preparing.step({ step: announcement.step, state: 'done' });
  }
}
