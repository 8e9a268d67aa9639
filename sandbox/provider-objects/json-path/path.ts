/** What a JSONPath query (RFC 9535) consists of. */

/** A whole query: from the root (`$`) or, inside a filter, from the current node (`@`). */
export interface Query {
    readonly from: "$" | "@";
    readonly segments: readonly Segment[];
}

/** One step; `deep` is the `..` form. */
export interface Segment {
    readonly deep: boolean;
    readonly selectors: readonly Selector[];
}

/** What a step selects. */
export type Selector =
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "index"; readonly index: number }
    | { readonly kind: "all" }
    | {
          readonly kind: "slice";
          readonly start?: number;
          readonly end?: number;
          readonly step: number;
      }
    | { readonly kind: "filter"; readonly condition: Condition };

/** What a filter asks of each node. */
export type Condition =
    | { readonly kind: "or" | "and"; readonly parts: readonly Condition[] }
    | { readonly kind: "not"; readonly part: Condition }
    | { readonly kind: "exists"; readonly query: Query }
    | {
          readonly kind: "matches";
          readonly whole: boolean;
          readonly text: Operand;
          readonly pattern: Operand;
      }
    | {
          readonly kind: "compare";
          readonly operator: Operator;
          readonly left: Operand;
          readonly right: Operand;
      };

/** The comparisons. */
export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A side of a comparison. */
export type Operand =
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "query"; readonly query: Query }
    | { readonly kind: "length"; readonly of: Operand }
    | { readonly kind: "count"; readonly of: Query }
    | { readonly kind: "value"; readonly of: Query };
