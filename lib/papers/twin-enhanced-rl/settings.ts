export * from "./flightSettings.ts";
export * from "./roadSettings.ts";
