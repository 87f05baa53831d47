"""申报核对: who applied on the board and was not found in the register is matched or entered."""
