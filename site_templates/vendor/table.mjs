// TanStack Table, as much of it as an explorer needs: filtering, counts of what is left to choose, sorting.

import {
  columnFacetingFeature, columnFilteringFeature, constructTable, createFacetedRowModel, createFacetedUniqueValues,
  createFilteredRowModel, createSortedRowModel, rowSortingFeature, tableFeatures,
} from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  columnFacetingFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  facetedRowModel: createFacetedRowModel(),
  facetedUniqueValues: createFacetedUniqueValues(),
  sortedRowModel: createSortedRowModel(),
});

export const makeTable = (options) => constructTable({ features, ...options });
