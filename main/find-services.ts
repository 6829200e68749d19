/** Which services run on a home: by itself, because what asks a running one needs nothing else of a service. */
import { resolveHome } from './store/home.ts';
import { runningServices, type RunningService } from './store/running-services.ts';

export function findServices(chosenHome: string | undefined): readonly RunningService[] {
  return runningServices(resolveHome(chosenHome, process.env).run);
}
