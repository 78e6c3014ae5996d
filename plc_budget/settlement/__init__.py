"""Run and settle (執行與結報): what was spent, what is withheld, what is left, what goes back."""
