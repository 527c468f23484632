import type { Reading } from "../../study/index.ts";
import { FLIGHT_READINGS } from "./flightReadings.ts";
import { ROAD_READINGS } from "./roadReadings.ts";

/** What paper E leaves open: what it says, what the headline takes, why, and what else it could mean. */
export const READINGS: readonly Reading[] = [...ROAD_READINGS, ...FLIGHT_READINGS];
