declare namespace Cloudflare {
  interface Env {
    /** How many runs a property gets, when somebody runs them longer by hand. */
    LETTERBOX_PROPERTY_RUNS?: string;
    LETTERBOX_PROPERTY_SEED?: string;
  }
}
