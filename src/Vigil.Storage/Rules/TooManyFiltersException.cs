using System.Globalization;

namespace Vigil.Storage.Rules;

/// <summary>An account has as many filters as it may.</summary>
public sealed class TooManyFiltersException(int most) : Exception(string.Create(CultureInfo.InvariantCulture, $"There are {most} filters, and no account may have more."));
